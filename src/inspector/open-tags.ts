import type { Text } from '../knowledge/text.ts'

/** One reason why an open tag may stay invisible, and whether it applies. */
export interface OpenTagCheck {
  readonly level: 'good' | 'warning' | 'bad'
  readonly text: Text
}

/** What is known of open tags beside what the document shows. */
export interface OpenTagFacts {
  /** `state.openTags` of the client object. */
  readonly state: unknown
  readonly isFramed: boolean
}

/** The tags that WeChat draws, as they are in the document. */
const selector = 'wx-open-launch-weapp, wx-open-launch-app, wx-open-subscribe, wx-open-audio'

/**
 * Checks what makes an open tag invisible, on a page that has one.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_Open_Tag.html
 */
export function checkOpenTags(document: Document, { state, isFramed }: OpenTagFacts): readonly OpenTagCheck[] {
  const tags = [...document.querySelectorAll<HTMLElement>(selector)]
  if (tags.length === 0) return []
  return [
    granted(state),
    ...(isFramed
      ? [
          bad(
            'Open tags do not work in a frame: open the page by itself.',
            '开放标签不能在 iframe 中使用：请直接打开本页。',
          ),
        ]
      : []),
    ...policy(document),
    ...tags.flatMap(shape),
  ]
}

const bad = (english: string, chinese: string): OpenTagCheck => ({ level: 'bad', text: [english, chinese] })

function granted(state: unknown): OpenTagCheck {
  if (state === 'ready')
    return { level: 'good', text: ['WeChat has granted the open tags on this URL.', '微信已在此 URL 上授权开放标签。'] }
  if (typeof state === 'object' && state !== null)
    return bad(
      'WeChat refused the open tags on this URL: is the account certified, and the domain a JS-safe domain?',
      '微信拒绝了此 URL 上的开放标签：公众号是否已认证，域名是否为 JS 接口安全域名？',
    )
  return {
    level: 'warning',
    text: [
      'WeChat has not answered for the open tags: does openTagList of createWechat name them?',
      '微信尚未回应开放标签：createWechat 的 openTagList 是否列出了它们？',
    ],
  }
}

/** A policy in the document; one in a header cannot be seen from here. */
function policy(document: Document): OpenTagCheck[] {
  const meta = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy" i]')
  const directive = (name: string) => new RegExp(`${name}([^;]*)`, 'i').exec(meta?.content ?? '')?.[1]
  const frames = directive('frame-src') ?? directive('child-src') ?? directive('default-src')
  if (frames === undefined) {
    return [
      {
        level: 'warning',
        text: [
          'A Content-Security-Policy in a header needs frame-src https://*.qq.com webcompt:, which cannot be seen from here.',
          '响应头中的 Content-Security-Policy 需要 frame-src https://*.qq.com webcompt:，从这里无法看到。',
        ],
      },
    ]
  }
  return /qq\.com/.test(frames) && /webcompt:/.test(frames)
    ? []
    : [
        bad(
          'The Content-Security-Policy blocks open tags: add frame-src https://*.qq.com webcompt:',
          'Content-Security-Policy 阻止了开放标签：请加上 frame-src https://*.qq.com webcompt:',
        ),
      ]
}

function shape(tag: HTMLElement): OpenTagCheck[] {
  const name = tag.localName
  const { width, height } = tag.getBoundingClientRect()
  const template = tag.querySelector('template, script[type="text/wxtag-template"]')
  const needsTemplate = name !== 'wx-open-audio'
  return [
    ...(width === 0 || height === 0
      ? [bad(`<${name}> has no size: give it a width and a height in px.`, `<${name}> 没有尺寸：请用 px 设置宽和高。`)]
      : []),
    ...(needsTemplate && !template
      ? [
          bad(
            `<${name}> has no template: put <script type="text/wxtag-template"> or <template> into it.`,
            `<${name}> 里没有模板：请放入 <script type="text/wxtag-template"> 或 <template>。`,
          ),
        ]
      : []),
  ]
}
