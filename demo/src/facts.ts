/** What the server tells the page, in the page's own HTML. */
export interface PageFacts {
  /** The fake account of the sandbox; none when the signatures are WeChat's own. */
  readonly sandbox?: { readonly appId: string; readonly ticket: string }
  /** Where a phone finds the demo. */
  readonly address?: string | undefined
}

const elementId = 'facts'

/** Writes the facts into the page. */
export function writeFacts(html: string, facts: PageFacts): string {
  // No `<` may end the element early.
  const json = JSON.stringify(facts).replace(/</g, '\\u003c')
  return html.replace('</head>', () => `<script type="application/json" id="${elementId}">${json}</script></head>`)
}

/** Reads them out of it. */
export function readFacts(): PageFacts {
  return JSON.parse(document.getElementById(elementId)?.textContent || '{}')
}
