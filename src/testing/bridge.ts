import type { Message } from './verification.ts'

export type Callback = (answer: Message) => void

/** What the page finds at `window.WeixinJSBridge`. */
export interface Bridge {
  invoke(api: string, params?: unknown, callback?: Callback): void
  call(api: string, params?: unknown, callback?: Callback): void
  on(event: string, handler: Callback): void
  subscribe(event: string, handler: Callback): void
  unsubscribe(event: string, handler: Callback): void
  env(...words: unknown[]): void
  log(...words: unknown[]): void
  state: string
  _hasInit: boolean
  readonly _handleMessageFromWeixin?: (message: Message) => void
}

/** The bridge of devtools. */
export type SmallBridge = Pick<Bridge, 'invoke' | 'call' | 'on' | 'log'>

/** A bridge in both sizes, of which a page sees one, and the client's end of it. */
export interface BridgeEnds {
  full: Bridge
  small: SmallBridge
  /** Sends an event to the page: to the one `on` handler, then to every subscriber. Returns whether there was any. */
  emit(event: string, data: Message): boolean
  /** Removes every handler. */
  clear(): void
}

/**
 * Makes a bridge as the client's own script does: `invoke` hands a message on, `on` keeps one handler per event,
 * `subscribe` many, and every function stops working when the page has replaced one of them.
 */
export function createBridge(invoked: (api: string, params: Message, callback: Callback) => void): BridgeEnds {
  const handlers = new Map<string, Callback>()
  const subscribers = new Map<string, Set<Callback>>()

  const invoke = (api: string, params: unknown, callback: Callback = () => {}) => {
    if (isIntact()) invoked(api, isMessage(params) ? params : {}, callback)
  }
  const emit = (event: string, data: Message) => {
    if (!isIntact()) return false
    const listeners = [handlers.get(event), ...(subscribers.get(event) ?? [])].filter((one) => one !== undefined)
    // Each gets a copy: jweixin rewrites what it is given.
    for (const listener of listeners) listener({ ...data })
    return listeners.length > 0
  }
  const guarded = {
    call: invoke,
    on: (event: string, handler: Callback) => {
      if (isIntact()) handlers.set(event, handler)
    },
    subscribe: (event: string, handler: Callback) => {
      if (isIntact()) subscribers.set(event, (subscribers.get(event) ?? new Set()).add(handler))
    },
    env: () => {},
    log: () => {},
  }
  const bridge: Bridge = {
    ...guarded,
    invoke,
    unsubscribe: (event, handler) => {
      subscribers.get(event)?.delete(handler)
    },
    state: 'ready',
    _hasInit: true,
  }
  Object.defineProperty(bridge, '_handleMessageFromWeixin', {
    value: ({ __event_id, __params }: Message) => emit(String(__event_id), isMessage(__params) ? __params : {}),
  })
  const isIntact = () => Object.entries(guarded).every(([name, value]) => bridge[name as keyof Bridge] === value)

  // In devtools the bridge is a page script: overwriting its functions does not disable it.
  const small: SmallBridge = {
    invoke: (api, params, callback = () => {}) => invoked(api, isMessage(params) ? params : {}, callback),
    call: (api) => console.error(`WeixinJSBridge.call("${api}") is not simulated by devtools`),
    on: (event, handler) => void handlers.set(event, handler),
    log: () => {},
  }

  return {
    full: bridge,
    small,
    emit,
    clear: () => {
      handlers.clear()
      subscribers.clear()
    },
  }
}

const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null
