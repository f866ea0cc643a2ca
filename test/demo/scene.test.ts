import { afterEach, describe, expect, it, vi } from 'vitest'
import { pagePartOf } from '../../demo/src/faults.ts'
import { followSceneLink, readScene, sceneLink, takeSceneLink } from '../../demo/src/scene.ts'

/** Opens an address; returns the one that the page is then loaded anew with, if any. */
function open(path: string): string | undefined {
  history.replaceState(null, '', path)
  const replace = vi.spyOn(location, 'replace').mockImplementation(() => {})
  expect(followSceneLink()).toBe(replace.mock.calls.length === 1)
  const [[url] = []] = replace.mock.calls
  replace.mockRestore()
  return url && String(url).replace(location.origin, '')
}

afterEach(() => {
  sessionStorage.clear()
})

describe('a link to a scene', () => {
  it('sets the client and the fault for the tab, and is removed from the URL before it is signed', () => {
    expect(open('/image?step=2&client=ios&fault=ticket#top')).toBe('/image?step=2#top')
    expect(readScene()).toEqual({ client: 'ios', fault: 'ticket' })
  })

  it('keeps the values that it does not name', () => {
    open('/?client=mac')
    open('/?fault=domain')
    expect(readScene()).toEqual({ client: 'mac', fault: 'domain' })
  })

  it('with an unknown client or an invalid fault changes nothing', () => {
    expect(open('/?client=nokia&fault=<b>')).toBe('/')
    expect(readScene()).toEqual({ client: 'android', fault: 'none' })
  })

  it('without a scene does not reload the page', () => {
    expect(open('/image?step=2')).toBeUndefined()
  })

  it('with an unknown fault plays none', () => {
    for (const fault of ['constructor', 'nosuch']) {
      const { client, page } = pagePartOf(fault)
      expect([client, Object.keys(page ?? {})]).toEqual([{}, ['timeouts']])
    }
    expect(pagePartOf('none')).toEqual({ client: {}, page: {} })
  })

  it('has a scene and a path, without default values', () => {
    expect(sceneLink({ client: 'ios', fault: 'ticket' })).toBe(`${location.origin}/?client=ios&fault=ticket`)
    expect(sceneLink({ client: 'android', fault: 'none' }, '/image?step=2#/top')).toBe(
      `${location.origin}/image?step=2#/top`,
    )
  })

  it('leads back to the same scene and path', () => {
    const scene = { client: 'mac', fault: 'domain' } as const
    expect(takeSceneLink(sceneLink(scene, '/#/image?step=2'))).toBe(`${location.origin}/#/image?step=2`)
    expect(readScene()).toEqual(scene)
  })
})
