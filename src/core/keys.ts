/*
 * Under which keys the bindings and the inspector ask a client object for what is nobody else's business. Of the global
 * registry, since the client object may be of another copy of the library.
 */
export const mountKey = Symbol.for('wechat-ready/mount')
export const inspectKey = Symbol.for('wechat-ready/inspect')
