exports.keys = process.env.EGG_KEYS || 'only-for-tests'
