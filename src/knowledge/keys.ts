/*
 * The keys under which objects of this library find each other. They are in the global symbol registry, since two
 * objects may come from two copies of the library.
 */

/** On a client object: tells it that a component is mounted. */
export const mountKey = /* @__PURE__ */ Symbol.for('wechat-ready/mount')
/** On a client object: what the inspector shows of it. */
export const inspectKey = /* @__PURE__ */ Symbol.for('wechat-ready/inspect')
/** On a client object: the functions that reject what is pending; `dispose` calls each with its error. */
export const pendingKey = /* @__PURE__ */ Symbol.for('wechat-ready/pending')
/** On a window: its fake client. */
export const fakeKey = /* @__PURE__ */ Symbol.for('wechat-ready/fake')
/** On a client object: takes a place for what a component shares. */
export const placeKey = /* @__PURE__ */ Symbol.for('wechat-ready/place')
