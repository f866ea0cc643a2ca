import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignatureContext, Wechat } from 'wechat-ready'
import type { Platform } from 'wechat-ready/testing'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { holds, STORY_TIMEOUT } from '../kit/property.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { MINUTE, SECOND, virtualTime } from '../kit/time.ts'
import { pass, watched } from './story.ts'

/* Visitors who ask once, one after the other, while the account's ticket is replaced between any two requests. */

interface Visitor {
  platform: Platform
  does: 'ready' | 'share' | 'call'
  /** Whether the page has gone on to another URL before the call. */
  moved: boolean
  /** Whether something on the page goes on depending on the configuration. */
  listens: boolean
}

interface Story {
  visitors: Visitor[]
  /** By request, over all visitors: whether the ticket is replaced before it is signed, after that, or not. */
  replacements: ('before' | 'after' | undefined)[]
}

const stories: fc.Arbitrary<Story> = fc.record({
  visitors: fc.array(
    fc.record({
      platform: fc.constantFrom<Platform>('ios', 'android', 'harmony', 'windows', 'mac', 'devtools'),
      does: fc.constantFrom('ready', 'share', 'call'),
      moved: fc.boolean(),
      listens: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  replacements: fc.array(fc.constantFrom('before', 'after', undefined, undefined), { maxLength: 12 }),
})

/** A server that keeps its ticket until a request says that the client has refused a signature. */
function serverOf({ replacements }: Story) {
  let account = 0
  let kept = 0
  return {
    sign(fake: ReturnType<typeof openInWechat>, url: string, context: SignatureContext) {
      const replaced = replacements.shift()
      if (replaced === 'before') account++
      if (context.reason === 'invalid-signature') kept = account
      Object.assign(fake, { ticket: `ticket ${kept}` })
      const signature = fake.sign(url, context)
      if (replaced === 'after') account++
      Object.assign(fake, { ticket: `ticket ${account}` })
      return signature
    },
  }
}

const act = (wechat: Wechat, does: Visitor['does']): Promise<unknown> =>
  does === 'ready' ? wechat.ready() : does === 'share' ? wechat.share({ title: 'x' }) : wechat.hideOptionMenu()

async function visit({ platform, does, moved, listens }: Visitor, server: ReturnType<typeof serverOf>) {
  history.replaceState(null, '', LANDING)
  const fake = openInWechat({ platform })
  if (moved) history.replaceState(null, '', '/elsewhere')
  const requests: { at: number; reason: string }[] = []
  const signature = (url: string, context: SignatureContext) => {
    requests.push({ at: performance.now(), reason: context.reason })
    return server.sign(fake, url, context)
  }
  const wechat = wechatOf({ signature })
  const { outcomes, watch } = watched()
  if (listens) wechat.onVoiceRecordEnd(() => {})
  watch(does, act(wechat, does))
  await pass(SECOND)
  const soon = requests.length
  await pass(MINUTE - SECOND)
  const { status } = wechat.state
  wechat.dispose()
  fake.uninstall()
  return { outcome: outcomes[0], requests, soon, status }
}

beforeAll(loadLazyParts)
beforeEach(virtualTime)

describe('a visitor who makes one call', () => {
  test('costs at most two requests and one ticket check; at the landing URL the call succeeds', {
    tags: 'ready-new-ticket',
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories,
      runs: 150,
      close: () => void vi.clearAllTimers(),
      happens: ['elsewhere rejected', 'elsewhere resolved', 'landing rejected', 'landing resolved'],
      async play(story, seen) {
        const server = serverOf(story)
        for (const visitor of story.visitors) {
          // What is left of the story is of this visitor and later ones.
          const before = story.replacements.filter(Boolean).length
          const { outcome, requests, soon, status } = await visit(visitor, server)
          const replaced = before - story.replacements.filter(Boolean).length
          seen.add(`${visitor.moved ? 'elsewhere' : 'landing'} ${outcome?.settled}`)
          expect(outcome?.settled).toBeDefined()
          // One attempt: two requests. Each of three retries: two more.
          expect(soon).toBeLessThanOrEqual(2)
          const depends = visitor.listens || visitor.does === 'share'
          expect(requests.length).toBeLessThanOrEqual(depends ? 8 : 2)
          expect(requests.filter(({ reason }) => reason === 'invalid-signature').length).toBeLessThanOrEqual(1)
          // However long ago the ticket was replaced: only during the visit it must not be.
          if (!replaced && !visitor.moved) expect(outcome).toMatchObject({ settled: 'resolved' })
          if (!replaced && depends) expect(status).toBe('ready')
          if (outcome?.settled === 'rejected') expect(outcome.error).toMatchObject({ code: 'invalid-signature' })
        }
      },
    })
  })
})
