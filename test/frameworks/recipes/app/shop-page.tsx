export default function Shop() {
  return <h1>All items</h1>
}
