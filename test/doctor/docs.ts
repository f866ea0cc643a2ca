import { parseArgs } from 'node:util'
import { runCommand } from '../../src/doctor/cli.ts'
import { findingNames } from '../../src/doctor/findings.ts'
import { toFinding } from '../../src/doctor/to-finding.ts'
import { type Backend, endpoint, faults, page, ticket } from './backends.ts'

type Lang = 'en' | 'zh'

/** A `fetch` that a backend answers, without a server. */
function fetchOf({ create }: Pick<Backend, 'create'>): typeof fetch {
  const answer = create()
  return async (input, init) => {
    const address = String(input)
    const query = address.split(/\?(.*)/s)[1] ?? ''
    const url = new URLSearchParams(query).get('url') ?? undefined
    const headers = Object.fromEntries(new Headers(init?.headers))
    const reply = answer({ method: init?.method ?? 'GET', query, address, headers, url })
    const hasBody = init?.method !== 'HEAD' && reply.body !== undefined
    return new Response(hasBody ? String(reply.body) : null, {
      status: reply.status ?? 200,
      headers: reply.headers ?? {},
    })
  }
}

/** What the command line says of a backend that decodes once too often, with a ticket. */
async function recording(lang: Lang): Promise<string> {
  const decoding = faults.find(({ finds }) => finds.join() === 'url-decoded')
  if (!decoding) throw new Error('no backend decodes once too often')
  let written = ''
  const output = { write: (text: string) => (written += text) }
  async function* stdin() {
    yield `${ticket}\n`
  }
  const args = ['doctor', endpoint, '--page', page, '--ticket', '-', '--lang', lang]
  await runCommand({
    parseArgs,
    args,
    env: {},
    stdin: stdin(),
    stdout: output,
    stderr: output,
    fetch: fetchOf(decoding),
  })
  return `$ cat ticket.txt | npx wechat-ready doctor ${endpoint} --page ${page} --ticket -\n${written.trimEnd()}`
}

const WARNING = { en: 'warning: ', zh: '警告：' }

/** What each finding about a URL ends with: the page says it once, before them all. */
const SIGNED = / ?(?:For|请求的是) \{asked\}.*\{signed\}$/

const PLACEHOLDER = /\{(\w+)\}/g

function reference(lang: Lang): string {
  return findingNames
    .map((name) => {
      const { level, saw, cure } = toFinding({ name }, lang)
      const shown = (text: string) =>
        text
          .replace(SIGNED, '')
          .replace(PLACEHOLDER, '*$1*')
          .replace(/&(?=amp;)/g, '&amp;')
          .replace(/<(?=\w)/g, '&lt;')
      return `### ${name}\n\n${level === 'warning' ? WARNING[lang] : ''}${shown(saw)}\n\n${shown(cure)}`
    })
    .join('\n\n')
}

/** The parts of `docs/<lang>/doctor.md` that are made, by the name in their marks. */
export async function madeParts(lang: Lang): Promise<Record<string, string>> {
  return {
    recording: `\`\`\`text\n${await recording(lang)}\n\`\`\``,
    findings: reference(lang),
  }
}

/** Puts each part between `<!-- made: name -->` and `<!-- end -->`. */
export async function withMadeParts(text: string, lang: Lang): Promise<string> {
  let whole = text
  for (const [name, part] of Object.entries(await madeParts(lang))) {
    const marks = new RegExp(`(<!-- made: ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`)
    whole = whole.replace(marks, (_, before: string, after: string) => `${before}\n${part}\n\n${after}`)
  }
  return whole
}
