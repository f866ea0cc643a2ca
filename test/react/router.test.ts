import { createElement } from 'react'
import { BrowserRouter, Link, Navigate, Route, Routes } from 'react-router'
import { afterEach, expect, test, vi } from 'vitest'
import { useWechatShare } from 'wechat-ready/react'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { until } from '../kit/time.ts'
import { mount } from './page.ts'

function Page({ title }: { title: string }) {
  useWechatShare({ title })
  return createElement('h1', null, title)
}

const App = () =>
  createElement(
    BrowserRouter,
    null,
    createElement(Link, { to: '/old' }),
    createElement(
      Routes,
      null,
      createElement(Route, { path: '/', element: createElement(Page, { title: 'Home' }) }),
      createElement(Route, { path: '/old', element: createElement(Navigate, { to: '/new', replace: true }) }),
      createElement(Route, { path: '/new', element: createElement(Page, { title: 'New' }) }),
    ),
  )

/** An app at the path, whose page is configured and shares its title. */
async function openAt(path: string, title: string) {
  history.replaceState(null, '', path)
  const fake = openInWechat({ landing: location.href })
  const wechat = wechatOf({ signature: fake.sign })
  const { element } = mount(App, wechat)
  const told = () => fake.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)?.params.title
  await until(() => told() === title)
  const signed = () => fake.signatures.map(({ url }) => new URL(url).pathname)
  return { element, signed, told }
}

afterEach(() => void vi.useRealTimers())

test('opened at a route that renders a <Navigate>, the app signs its target alone', { tags: 'routers' }, async () => {
  const { signed } = await openAt('/old', 'New')
  expect(signed()).toEqual(['/new'])
})

test('a link to a route that renders a <Navigate> signs its target alone', async () => {
  const { element, signed, told } = await openAt('/', 'Home')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  element.querySelector('a')?.click()
  // However long rendering takes on this machine, to the page it is 50 ms.
  for (let ms = 0; element.textContent !== 'New'; ms++) {
    if (ms < 50) await vi.advanceTimersByTimeAsync(1)
    else await new Promise((resolve) => setImmediate(resolve))
  }
  while (told() !== 'New') await vi.advanceTimersByTimeAsync(1)
  expect(signed()).toEqual(['/', '/new'])
})
