// Passkeys: each form says which of allauth's ceremonies it holds, and where its fields are.
document.addEventListener('DOMContentLoaded', () => {
  for (const place of document.querySelectorAll('[data-passkey]')) {
    window.allauth.webauthn.forms[place.dataset.passkey]({ ids: JSON.parse(place.dataset.ids) })
  }
})

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  document.getElementById('passkey-failed').hidden = false
})
