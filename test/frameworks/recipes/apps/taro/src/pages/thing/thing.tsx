import { Button, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { isWechatError } from 'wechat-ready'
import { useWechat } from 'wechat-ready/react'
import { usePageShare } from '../../use-page-share'

export default function Thing() {
  const { id } = useRouter().params
  const { wechat, status, error } = useWechat()
  const [pictures, setPictures] = useState<readonly string[]>([])
  usePageShare({ title: `Thing ${id}`, desc: 'Have a look at it' })

  async function choose() {
    try {
      setPictures((await wechat.chooseImage({ count: 3 })).localIds)
    } catch (error) {
      if (!isWechatError(error, 'cancelled')) throw error
    }
  }

  return (
    <View>
      <View id="status">{status === 'failed' ? String(error) : status}</View>
      <Button id="choose" onClick={choose}>
        Choose pictures ({pictures.length})
      </Button>
    </View>
  )
}
