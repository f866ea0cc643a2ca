type Value = string | number | boolean | undefined | ((event: Event) => void)

/** An element with these attributes, listeners (`onclick: …`) and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: (Node | string | undefined | false)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.slice('on'.length), value)
    else if (value === true) node.setAttribute(name, '')
    else if (value !== undefined && value !== false) node.setAttribute(name, String(value))
  }
  node.append(...children.filter((child) => child !== undefined && child !== false))
  return node
}

/** A line drawing of 24 by 24. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const icons = {
  friend: 'M4 5h16v11H9l-5 4zM8.5 10.5h.01M12 10.5h.01M15.5 10.5h.01',
  timeline: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v5M21 12h-5M12 21v-5M3 12h5',
  favourite: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12L4 7.5',
  qq: 'M12 3c-3.5 0-5 2.600-5 5.500C7 12 4.500 13.500 4.500 16.500l2.500-1C7.500 19 9.500 20.500 12 20.500s4.500-1.500 5-5l2.500 1c0-3-2.500-4.500-2.500-8C17 5.600 15.500 3 12 3z',
  qzone:
    'M12 3.500l2.600 5.400 5.900.8-4.300 4.100 1.100 5.900L12 16.800l-5.300 2.900 1.100-5.900-4.300-4.100 5.900-.8z',
  weibo:
    'M10 8c-4 .5-7 3-7 6.500S6.500 20 10.500 20 18 17.500 18 14.500c0-2-1.500-2.500-2.500-3 .5-2-1-3-3.500-2M15 4.500a5.500 5.500 0 0 1 6 6.500M10.500 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  computer: 'M3 5h18v11H3zM9 20h6M12 16v4',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  refresh: 'M20 12a8 8 0 1 1-2.500-5.800M20 3v5h-5',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  card: 'M3 6h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM14 6v2.500M14 11v2M14 15.500V18',
  tick: 'M5 12.500l4.500 4.500L19 7.500',
} as const
