import { View } from '@tarojs/components'
import { usePageShare } from '../../use-page-share'

export default function Mine() {
  usePageShare({ title: 'Mine' })
  return <View>What is mine</View>
}
