'use client'

import { useParams, useSearchParams } from 'next/navigation'
import { useWechatShare } from 'wechat-ready/react'

export default function Item() {
  const { id } = useParams<{ id: string }>()
  const tab = useSearchParams().get('tab')
  useWechatShare({ title: `Item ${id}` })
  return (
    <h1>
      Item {id}, {tab ?? 'details'}
    </h1>
  )
}
