location.assign(`/login?scope=snsapi_userinfo&returnTo=${encodeURIComponent(location.href)}`)
