// Makes or uses a passkey and sends what the device answered with the form. Without script codes do the same.
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const make = async (given) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...given,
        challenge: bytes(given.challenge),
        user: { ...given.user, id: bytes(given.user.id) },
        excludeCredentials: known(given.excludeCredentials),
      },
    });
    return {
      id: made.id, rawId: text(made.rawId), type: made.type,
      response: {
        clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject),
      },
    };
  };
  const use = async (given) => {
    const used = await navigator.credentials.get({
      publicKey: { ...given, challenge: bytes(given.challenge), allowCredentials: known(given.allowCredentials) },
    });
    return {
      id: used.id, rawId: text(used.rawId), type: used.type,
      response: {
        clientDataJSON: text(used.response.clientDataJSON),
        authenticatorData: text(used.response.authenticatorData),
        signature: text(used.response.signature),
        userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
      },
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const problem = form.querySelector("[data-passkey-problem]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.hidden = true;
      try {
        const given = JSON.parse(form.dataset.options);
        const answer = form.dataset.passkey === "make" ? await make(given) : await use(given);
        form.elements.passkey.value = JSON.stringify(answer);
        form.submit();
      } catch {
        problem.hidden = false;
      }
    });
  }
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true;
})();
