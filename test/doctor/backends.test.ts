import { expect, test } from 'vitest'
import { diagnose } from 'wechat-ready/doctor'
import { appId, faults, harmless, page, ticket } from './backends.ts'
import { serveBackend } from './serve.ts'

const namesFor = async (backend: (typeof faults)[number]) => {
  const { findings } = await diagnose({ ...(await serveBackend(backend)), page, ticket, appId })
  return findings.map(({ name }) => name)
}

test.each(faults)('$manner: $en is the only finding', { tags: 'doctor-finds' }, async (backend) => {
  expect((await namesFor(backend)).sort()).toEqual([...backend.finds].sort())
})

test.each(harmless)('$manner: $en has no finding', { tags: 'doctor-finds' }, async (backend) => {
  expect(await namesFor(backend)).toEqual([])
})

test('there are at least thirty faulty backends and ten harmless ones', () => {
  expect(faults.length).toBeGreaterThanOrEqual(30)
  expect(harmless.length).toBeGreaterThanOrEqual(10)
})
