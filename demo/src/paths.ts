/** The groups of APIs; each is a route. */
export const groupIds = [
  'share',
  'image',
  'voice',
  'recognition',
  'device',
  'location',
  'menu',
  'scan',
  'card',
  'pay',
  'address',
  'shop',
  'beacon',
  'mini-program',
] as const

export type GroupId = (typeof groupIds)[number]

/** Pages beside the start and the groups. */
export const otherPages = ['calls', 'compare', 'routes', 'account'] as const

const pages = new RegExp(`^/((${[...groupIds, ...otherPages].join('|')}|facts)/?)?$`)

/** Whether the page has something to show at a path; the server says 404 where it has not. */
export const isPage = (path: string): boolean => pages.test(path)

/** Whether a path is that of the page that asks the client; it has the document for itself. */
export const isFactsPage = (path: string): boolean => /^\/facts\/?$/.test(path)
