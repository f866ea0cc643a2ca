import Link from 'next/link'

export const Links = () => (
  <nav>
    <Link href="/things/7">Thing 7</Link> <Link href="/things/8?color=red">Thing 8</Link>
  </nav>
)
