// Trades the token for a session, which the browser then shows by itself. The token is kept nowhere.
"use strict";

const answer = document.getElementById("answer");

async function signIn(token) {
  answer.textContent = "";
  try {
    const reply = await fetch("/api/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
    if (reply.ok) {
      location.replace("/");
    } else {
      answer.textContent = reply.status === 401 ? "This is not the token." : `The service answers ${reply.status}.`;
    }
  } catch (error) {
    answer.textContent = "The service does not answer, or this cannot be a token.";
  }
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn(document.getElementById("token").value.trim());
});

// A link may bring the token behind "#", which browsers never send; it is taken out of the address and the history.
const brought = new URLSearchParams(location.hash.slice(1)).get("token");
if (brought) {
  history.replaceState(null, "", "/");
  signIn(brought);
}
