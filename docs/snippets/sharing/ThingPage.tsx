import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { useWechatShare } from 'wechat-ready/react'

export function ThingPage() {
  const { id } = useParams()
  const [thing, setThing] = useState<{ name: string; picture: string }>()

  useEffect(() => {
    fetch(`/api/things/${id}`)
      .then((response) => response.json())
      .then(setThing)
  }, [id])

  // Nothing while it loads: then the content below this one applies.
  useWechatShare(thing && { title: thing.name, imgUrl: thing.picture })

  return <h1>{thing?.name}</h1>
}
