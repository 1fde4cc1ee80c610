// Served behind GOV.UK Frontend in one module, so `initAll` is at hand.
/* global initAll */
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
// eslint-disable-next-line typescript/no-unsafe-call
initAll()
