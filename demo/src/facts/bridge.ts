/** What the client says, as it says it. */
export type Reply = Readonly<Record<string, unknown>>

/** The client's own end, as the page finds it. */
export interface Bridge {
  invoke(name: string, params: object, callback: (reply: Reply) => void): void
  [name: string]: unknown
}

const BRIDGE_PATIENCE_MS = 10_000
const ANSWER_PATIENCE_MS = 3000
const POLL_MS = 50

const delay = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits for the bridge; some clients bring it late, and do not always say so. */
export async function findBridge(): Promise<Bridge | undefined> {
  for (let waited = 0; waited <= BRIDGE_PATIENCE_MS; waited += POLL_MS) {
    const { WeixinJSBridge } = window as { WeixinJSBridge?: Bridge }
    if (WeixinJSBridge) return WeixinJSBridge
    await delay(POLL_MS)
  }
  return undefined
}

/**
 * Asks the client for one thing by its native name. No SDK is between, which would change the words; `undefined`: there
 * is no answer.
 */
export function invoke(
  bridge: Bridge,
  name: string,
  params: object = {},
  patience = ANSWER_PATIENCE_MS,
): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patience, undefined)
    bridge.invoke(name, params, (reply) => {
      clearTimeout(timer)
      resolve(reply ?? {})
    })
  })
}

/** The client's words; devtools have them under another name than the phones. */
export const wordsOf = (reply: Reply | undefined): string => String(reply?.err_msg ?? reply?.errMsg ?? '')

/** Whether a reply says that the page may not make this call. */
export const isRefusal = (reply: Reply): boolean =>
  /access[ _]?denied|permission|verifying|function[ _]?not[ _]?exist|没有此SDK/i.test(wordsOf(reply))
