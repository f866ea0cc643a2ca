import Link from 'next/link'

export default function Home() {
  return <Link href="/things/7">Thing 7</Link>
}
