import type { Message } from './browsers.ts'

/** Where the record lives in `sessionStorage`: it outlasts a navigation, and ends with the window. */
export const messagesKey = 'e2e:messages'

/**
 * The first script of every page of the test server: WebDriver has no word for the console or for uncaught errors, so
 * the page keeps the record itself.
 */
export const recorder = `<script>(${record})(${JSON.stringify(messagesKey)})</script>`

function record(key: string): void {
  const messages: Message[] = JSON.parse(sessionStorage.getItem(key) ?? '[]')
  const add = (kind: Message['kind'], text: string) => {
    messages.push({ kind, text })
    sessionStorage.setItem(key, JSON.stringify(messages))
  }
  const show = (value: unknown) => (value instanceof Error ? `${value.name}: ${value.message}` : String(value))
  sessionStorage.setItem(key, JSON.stringify(messages))
  for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    const original = console[method]
    console[method] = (...values: unknown[]) => {
      add(method === 'warn' ? 'warning' : method, values.map(show).join(' '))
      original.apply(console, values)
    }
  }
  addEventListener('unhandledrejection', ({ reason }) => add('uncaught', show(reason)))
  addEventListener(
    'error',
    ({ target, error, message }) => {
      // An element that failed to load its file reports here too, when it is listened for on the way down.
      if (target instanceof Element) add('error', `${target.outerHTML} did not load`)
      else add('uncaught', error ? show(error) : message)
    },
    true,
  )
}
