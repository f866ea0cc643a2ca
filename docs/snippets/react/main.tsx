import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { WechatProvider } from 'wechat-ready/react'
import { wechat } from './wechat'

const router = createBrowserRouter([{ path: '/things/:id', lazy: () => import('./ThingPage') }])

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <WechatProvider client={wechat}>
      <RouterProvider router={router} />
    </WechatProvider>
  </StrictMode>,
)
