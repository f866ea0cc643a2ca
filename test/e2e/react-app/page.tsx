import { Link, Outlet, ScrollRestoration } from 'react-router'
import { useWechat, useWechatShare, WxTagTemplate } from 'wechat-ready/react'

export function Root() {
  return (
    <>
      <nav style={{ position: 'fixed' }}>
        <Link to="/">/</Link> <Link to="/old">/old</Link> <Link to="/account">/account</Link>{' '}
        <Link id="replace" to="/list" replace>
          replace
        </Link>
      </nav>
      <Outlet />
      <ScrollRestoration />
    </>
  )
}

export function Page({ title }: { title: string }) {
  const { status, environment } = useWechat()
  useWechatShare({ title })
  return (
    <div style={{ height: 3000, paddingTop: '3em' }}>
      <h1>{title}</h1>
      <p>
        {status} {environment?.platform}
      </p>
      <wx-open-launch-weapp appid="wx1">
        <WxTagTemplate html="<style>button { color: red }</style><button>Open</button>" />
      </wx-open-launch-weapp>
    </div>
  )
}
