import { expect, test } from 'vitest'
import { candidateUrls } from '../../src/core/sign-url.ts'
import { clientPlatforms, clients } from '../../src/knowledge/clients.ts'
import { knownFacts } from '../../src/knowledge/facts.ts'
import { platforms } from '../../src/testing/platforms.ts'

const [landing, current] = ['https://a.example/landing', 'https://a.example/current']

test.each(clientPlatforms)('on %s the library signs the URL first that this client is known to check', (platform) => {
  const environment = { platform, version: '8.0.61', inWechat: true, inMiniProgram: false, inWecom: false }
  const [first] = candidateUrls('auto', { landing, current, environment }, undefined)
  expect(first).toBe({ landing, current }[clients[platform].checks])
})

test.each(clientPlatforms)('on %s the fake client accepts a signature of that URL', (platform) => {
  const { verifies } = platforms[platform]
  expect([clients[platform].checks, 'both']).toContain(verifies)
})

test.each([
  ['ios', 'iosVerifies'],
  ['android', 'androidVerifies'],
  ['devtools', 'devtoolsVerifies'],
] as const)('a source is named for what %s checks', (platform, fact) => {
  expect(knownFacts[fact].certainty).not.toBe('open')
  expect(clients[platform].why[0]).toMatch(clients[platform].checks === 'landing' ? /landing URL/ : /current URL/)
})
