/** The apps that show this page, each with a folder of `demo/` and an address of its own. */
export const frameworks = [
  { id: 'preact', name: 'Preact', base: '/' },
  { id: 'vue', name: 'Vue', base: '/vue/' },
  { id: 'react', name: 'React', base: '/react/' },
] as const

export type FrameworkId = (typeof frameworks)[number]['id']

const [preact, ...others] = frameworks

/** The app whose address a path is: that at `/`, unless it is another's. */
export const frameworkAt = (pathname: string): (typeof frameworks)[number] =>
  others.find(({ base }) => `${pathname}/`.startsWith(base)) ?? preact

/** A route in the app of a framework. */
export const addressOf = (base: string, path: string): string => base + path.slice(1)
