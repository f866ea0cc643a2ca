import { Button, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useWechat } from 'wechat-ready/react'
import { usePageShare } from '../../use-page-share'

export default function Things() {
  const { status } = useWechat()
  usePageShare({ title: 'Things' })
  return (
    <View>
      <View>Things ({status})</View>
      <Button onClick={() => Taro.navigateTo({ url: '/pages/thing/thing?id=7' })}>Thing 7</Button>
    </View>
  )
}
