import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, redirect } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { createWechat } from 'wechat-ready'
import { WechatProvider } from 'wechat-ready/react'
import { Page, Root } from './page.tsx'

declare global {
  /** Whether the guard lets the user in. */
  var signedIn: boolean | undefined
}

const router = createBrowserRouter([
  {
    Component: Root,
    HydrateFallback: () => null,
    children: [
      { path: '/', element: <Page title="Home" /> },
      { path: '/old', loader: () => redirect('/list') },
      {
        path: '/account',
        element: <Page title="Account" />,
        loader: async () => {
          // A guard asks a server, and that takes its time.
          await new Promise((resolve) => setTimeout(resolve, 30))
          return globalThis.signedIn ? null : redirect('/')
        },
      },
      { path: '/list', lazy: () => import('./list.tsx') },
    ],
  },
])

const wechat = createWechat({ signature: '/api/wechat/signature', openTagList: ['wx-open-launch-weapp'] })

createRoot(document.querySelector('main') as HTMLElement).render(
  <StrictMode>
    <WechatProvider client={wechat}>
      <RouterProvider router={router} />
    </WechatProvider>
  </StrictMode>,
)
