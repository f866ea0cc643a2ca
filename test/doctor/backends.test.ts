import { expect, test } from 'vitest'
import { diagnose } from 'wechat-ready/doctor'
import { appId, faults, harmless, page, ticket } from './backends.ts'
import { serveBackend } from './serve.ts'

const namesFor = async (backend: (typeof faults)[number]) => {
  const { findings } = await diagnose({ ...(await serveBackend(backend)), page, ticket, appId })
  return findings.map(({ name }) => name)
}

test.each(faults)('$manner: $en is found by name, and nothing else is', { tags: 'doctor-finds' }, async (backend) => {
  expect((await namesFor(backend)).sort()).toEqual([...backend.finds].sort())
})

test.each(harmless)('$manner: $en only looks wrong', { tags: 'doctor-finds' }, async (backend) => {
  expect(await namesFor(backend)).toEqual([])
})

test('at least thirty faults are planted, and ten that are none', () => {
  expect(faults.length).toBeGreaterThanOrEqual(30)
  expect(harmless.length).toBeGreaterThanOrEqual(10)
})
