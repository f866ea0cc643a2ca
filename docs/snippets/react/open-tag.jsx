<wx-open-launch-weapp appid="wx0123456789abcdef" path="pages/thing" onlaunch={log}>
  <WxTagTemplate html="<style>button { color: #07c160 }</style><button>Open</button>" />
</wx-open-launch-weapp>
