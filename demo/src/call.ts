import type { Wechat } from 'wechat-ready'
import type { Entry } from './catalogue.ts'
import { toCode, toParams, type Values } from './fields.ts'
import { keep, recentIds } from './recent-ids.ts'

/** How a call has ended; `undefined` before the first. */
export type Outcome = { readonly result: unknown } | { readonly error: unknown } | 'pending' | undefined

/** A form as it stands: what its fields show, and the call that they make or why they make none. */
export type Filled = { readonly values: Values } & (
  | { readonly params: object | undefined; readonly code: string }
  | { readonly error: unknown }
)

/** Whether an API is listened to rather than called. */
export const isEvent = (name: string): boolean => /^on[A-Z]/.test(name)

/** Reads a form. */
export function readForm(name: string, entry: Entry, filledIn: Values): Filled {
  // The latest picture or voice, until the visitor writes something else.
  const offered = Object.entries(entry.fields).flatMap(([key, { from }]) =>
    recentIds(from)
      .slice(0, 1)
      .map((id) => [key, id]),
  )
  const values: Values = { ...Object.fromEntries(offered), ...filledIn }
  try {
    const params = toParams(entry.fields, values)
    return { values, params, code: isEvent(name) ? eventCode(name, entry, params) : callCode(name, entry, params) }
  } catch (error) {
    return { values, error }
  }
}

function callCode(name: string, { gives }: Entry, params: object | undefined): string {
  const result = gives.length > 3 ? 'const result = ' : gives.length > 0 ? `const { ${gives.join(', ')} } = ` : ''
  const call = `await wechat.${name}(${params ? toCode(params) : ''})`
  // A line of a phone.
  return result && `${result}${call}`.split('\n', 1).join('').length > 42
    ? `${result.trim()}\n  ${call.replace(/\n/g, '\n  ')}`
    : result + call
}

function eventCode(name: string, { gives }: Entry, content: object | undefined): string {
  const listener = `({ ${gives.join(', ')} }) => {\n  // …\n}`
  return `const stop = wechat.${name}(${listener}${content ? `, ${toCode(content)}` : ''})`
}

/** The call of `share()` as code, a parameter a line. */
export function shareCode(content: object): string {
  const lines = Object.entries(content).map(([name, value]) => `  ${name}: ${toCode(value)},\n`)
  return `await wechat.share({\n${lines.join('')}})`
}

/** Calls an API. What it brings is kept for the forms of others. */
export async function call(wechat: Wechat, name: string, params: object | undefined): Promise<Outcome> {
  try {
    const result = await method<[unknown], Promise<unknown>>(wechat, name)(params)
    keep(name, result)
    return { result }
  } catch (error) {
    return { error }
  }
}

/** Listens to an event, until the function that is returned is called. */
export function listen(
  wechat: Wechat,
  name: string,
  content: object | undefined,
  heard: (payload: unknown) => void,
): () => void {
  const listener = (payload: unknown) => {
    heard(payload)
    keep(name, payload)
  }
  return method<[typeof listener, object?], () => void>(wechat, name)(listener, content)
}

/** A method of the client object by its name, which the object's type cannot tell for a name that is data. */
function method<Arguments extends unknown[], Returned>(wechat: Wechat, name: string): (...args: Arguments) => Returned {
  const [own = name, ofMiniProgram] = name.split('.')
  return ofMiniProgram ? Reflect.get(wechat.miniProgram, ofMiniProgram) : Reflect.get(wechat, own)
}
