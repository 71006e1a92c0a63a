"""The authority's settings: names, look, legal notices; each wrong value is told beside its field."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from actors.colours import darkened, on_paper
from actors.models import LocalAuthority, Logo, PolicyArea
from actors.pictures import BOX, NotAPicture, redrawn
from essportal.journal import sentence, timeline

pytestmark = pytest.mark.django_db
IDENTITY = {
    "name": "Commune de Sixte",
    "short_name": "Sixte",
    "kind": "commune",
    "assembly": "conseil municipal",
    "siren": "200 069 854",
    "tagline": "",
}


@pytest.fixture
def at_work(client, administrator):
    client.force_login(administrator)
    return client


def picture(kind="PNG", size=(40, 20), **options):
    file = BytesIO()
    Image.new("RGB", size, "navy").save(file, kind, **options)
    return file.getvalue()


def upload(content, name="logo.png"):
    return SimpleUploadedFile(name, content, "image/png")


def send_look(client, **fields):
    return client.post(reverse("actors:look"), {"accent": "#0d5450", **fields})


def test_the_first_save_founds_the_authority_with_the_usual_competences(at_work, administrator):
    response = at_work.post(reverse("actors:identity"), IDENTITY)

    authority = LocalAuthority.objects.get()
    assert response.status_code == 302
    assert (authority.name, authority.siren) == ("Commune de Sixte", "200069854")
    assert PolicyArea.objects.count() == 12
    assert [entry.by for entry in timeline(authority)] == [administrator]


def test_the_next_saves_change_it_and_say_which_fields(at_work, authority):
    at_work.post(reverse("actors:identity"), IDENTITY | {"kind": "EPCI", "assembly": authority.assembly})

    entry = timeline(authority).get()
    assert sentence(entry) == "a modifié les réglages de la collectivité"
    assert entry.details == {"changed": ["name", "short_name", "siren"]}


def test_a_siren_whose_key_is_wrong_is_asked_again_then_believed(at_work):
    asked = at_work.post(reverse("actors:identity"), IDENTITY | {"siren": "889742876"})
    at_work.post(reverse("actors:identity"), IDENTITY | {"siren": "889742876", "siren_confirmed": "on"})

    assert "Ce SIREN est juste malgré sa clé" in asked.content.decode()
    assert LocalAuthority.objects.get().siren == "889742876"


@pytest.mark.parametrize("typed", ["12345", "deux cents", "20006985400012"])
def test_what_cannot_be_a_siren_is_refused_with_what_was_typed(at_work, typed):
    page = at_work.post(reverse("actors:identity"), IDENTITY | {"siren": typed}).content.decode()

    assert "Un SIREN a neuf chiffres" in page
    assert f'value="{typed}"' in page


def test_a_colour_too_pale_is_refused_with_a_darker_one(at_work, authority):
    page = send_look(at_work, accent="#C0D0C0").content.decode()

    assert "trop claire" in page
    assert darkened("#c0d0c0") in page
    assert on_paper(darkened("#c0d0c0")) >= 4.5
    assert LocalAuthority.objects.get().accent == authority.accent


def test_a_logo_is_drawn_again_without_what_its_file_hid(at_work, authority, client):
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Author", "Quelqu’un")

    send_look(at_work, logo=upload(picture(size=(1800, 900), pnginfo=hidden) + b"<script>alert(1)</script>"))

    logo = Logo.objects.get()
    drawn = Image.open(BytesIO(bytes(logo.content)))
    assert (drawn.size, drawn.info) == (BOX, {})
    assert b"script" not in bytes(logo.content)
    client.logout()
    answer = client.get(reverse("actors:logo", args=[logo.pk]))
    assert (answer["Content-Type"], answer.content) == ("image/png", bytes(logo.content))
    assert "immutable" in answer["Cache-Control"]
    assert reverse("actors:logo", args=[logo.pk]) in client.get("/").content.decode()


def test_a_new_logo_replaces_the_old_one_and_can_be_taken_away(at_work, authority):
    send_look(at_work, logo=upload(picture()))
    send_look(at_work, logo=upload(picture("JPEG", (30, 30)), "logo.jpg"))
    assert Logo.objects.get().content_type == "image/jpeg"

    send_look(at_work, no_logo="on")

    assert not Logo.objects.exists()
    assert LocalAuthority.objects.get().logo is None


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (SVG, "logo.svg", "n’est pas accepté"),
        (SVG, "logo.png", "ne correspond pas à son nom"),
        (picture()[:60], "logo.png", "ne s’ouvre pas"),
        (picture("GIF"), "logo.png", "ne correspond pas à son nom"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(at_work, authority, content, name, said):
    page = send_look(at_work, logo=upload(content, name)).content.decode()

    assert said in page
    assert not Logo.objects.exists()


def test_a_picture_that_would_fill_the_memory_is_not_opened():
    bomb = BytesIO()
    Image.new("1", (10_000, 10_000)).save(bomb, "PNG")
    bomb.seek(0)

    with pytest.raises(NotAPicture):
        redrawn(bomb)


def test_the_legal_pages_show_whom_to_write_to(at_work, authority, client):
    fields = {
        "contact": "Service ESS, 05 49 00 00 00",
        "address": "1 place de la Mairie, 86000 Sixte",
        "publisher": "La maire",
        "host": "Hébergeur Exemple, Lyon",
        "dpo_contact": "dpo@sixte.example",
    }
    at_work.post(reverse("actors:legal"), fields)
    client.logout()

    notice = client.get(reverse("legal-notice")).content.decode()
    for name in ("contact", "address", "publisher", "host"):
        assert fields[name] in notice
    assert "dpo@sixte.example" in client.get(reverse("personal-data")).content.decode()


def test_the_look_waits_for_a_name(at_work):
    answer = at_work.get(reverse("actors:look"))

    assert answer.status_code == 409
    assert "La nommer maintenant" in answer.content.decode()


@pytest.mark.parametrize("name", ["identity", "look", "legal"])
def test_the_team_alone_does_not_change_who_the_authority_is(client, officer, authority, name):
    client.force_login(officer)

    assert client.post(reverse(f"actors:{name}"), IDENTITY).status_code == 403
    assert LocalAuthority.objects.get().name == authority.name
