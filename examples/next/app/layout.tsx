import Link from 'next/link'
import { type ReactNode, Suspense } from 'react'
import { Providers } from './providers'

export const metadata = { title: 'Things' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <nav>
          <Link href="/">Home</Link> <Link href="/things/7">Thing 7</Link>{' '}
          <Link href="/things/8?color=red">Thing 8</Link>
        </nav>
        <Providers>
          {/* A page that reads its parameters is rendered per request: the rest of the document need not wait for it. */}
          <Suspense>{children}</Suspense>
        </Providers>
      </body>
    </html>
  )
}
