import { type ReactNode, StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, Outlet, useBlocker } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { createWechat } from 'wechat-ready'
import { useWechatShare, WechatProvider } from 'wechat-ready/react'
import { mayLeave } from '../sharing-app.ts'

const wechat = createWechat({ signature: '/api/wechat/signature' })
let setDialog: (open: boolean) => void = () => {}

function Sharer({ title, children }: { title: string; children?: ReactNode }) {
  useWechatShare({ title })
  return (
    <section>
      <h1>{title}</h1>
      {children}
    </section>
  )
}

function Goods() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    setDialog = setOpen
  }, [])
  return <Sharer title="Goods">{open && <Sharer title="Dialog" />}</Sharer>
}

function Form() {
  const blocker = useBlocker(() => !!globalThis.dirty)
  useEffect(() => {
    if (blocker.state === 'blocked') mayLeave().then((may) => (may ? blocker.proceed() : blocker.reset()))
  }, [blocker])
  return <Sharer title="Form" />
}

const outlet = <Outlet />
const router = createBrowserRouter([
  {
    element: <Sharer title="Layout">{outlet}</Sharer>,
    HydrateFallback: () => null,
    children: [
      { path: '/goods', element: <Goods /> },
      {
        path: '/list',
        element: <Sharer title="List">{outlet}</Sharer>,
        children: [{ path: 'photo/:id', element: <p>photo</p> }],
      },
      { path: '/form', element: <Form /> },
      { path: '/plain', element: <p>plain</p> },
    ],
  },
])

globalThis.sharingApp = {
  wechat,
  push: (path) => void router.navigate(path),
  replace: (path) => void router.navigate(path, { replace: true }),
  dialog: (open) => setDialog(open),
}

createRoot(document.querySelector('main') as HTMLElement).render(
  <StrictMode>
    <WechatProvider client={wechat}>
      <RouterProvider router={router} />
    </WechatProvider>
  </StrictMode>,
)
