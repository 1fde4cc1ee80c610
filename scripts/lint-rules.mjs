// The one rule of the house that oxlint does not have: `new Date()` and `Date()` read the clock, `new Date(instant)` does not.
const noClock = {
  create: (context) => {
    const check = (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date') return
      if (node.type === 'CallExpression' || node.arguments.length === 0)
        context.report({ node, message: 'The law is told the instant; it has no clock.' })
    }
    return { NewExpression: check, CallExpression: check }
  },
}

export default { meta: { name: 'house' }, rules: { 'no-clock': noClock } }
