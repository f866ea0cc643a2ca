export default function Home() {
  return <h1>Things</h1>
}
