import Link from 'next/link'
import type { ReactNode } from 'react'
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
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
