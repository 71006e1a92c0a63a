import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from essportal.forms import LimitedFileField, LineField, ParisDateTimeField, PortalForm, ProseField


class MeetingForm(PortalForm):
    title = LineField(label="Titre", help_text="Une phrase.")
    text = ProseField(label="Texte", required=False)
    starts_at = forms.DateTimeField(label="Début")
    opinion = forms.ChoiceField(label="Avis", choices=[("yes", "Favorable")], widget=forms.RadioSelect)


def typed(**data):
    return MeetingForm({"title": "Fabrique", "starts_at": "2027-03-14T18:30", "opinion": "yes", **data})


def test_what_people_type_is_tidied_before_it_is_judged():
    form = typed(title="  Bail\u200b de\r\n six  ans ", text="Un\r\n\r\n\r\nDeux")

    assert form.is_valid()
    assert form.cleaned_data["title"] == "Bail de six ans"
    assert form.cleaned_data["text"] == "Un\n\nDeux"


@pytest.mark.parametrize("title", ["\u200b", "…", "\u3164"])
def test_a_title_with_nothing_to_read_is_refused(title):
    assert "title" in typed(title=title).errors


def test_a_nul_byte_is_refused_rather_than_stored():
    assert "title" in typed(title="Bail\0").errors


@pytest.mark.parametrize("moment", ["2027-03-28T02:30", "2027-10-31T02:30", "hier", "2027-02-30T10:00"])
def test_an_hour_that_is_not_one_is_refused_in_french(moment):
    (error,) = typed(starts_at=moment).errors["starts_at"]

    assert "heure" in error


def test_an_hour_is_read_in_paris_and_shown_again_for_the_browser():
    form = typed()

    assert form.is_valid()
    assert form.cleaned_data["starts_at"].isoformat() == "2027-03-14T18:30:00+01:00"
    assert 'type="datetime-local"' in str(form["starts_at"])
    assert isinstance(form.fields["starts_at"], ParisDateTimeField)


def test_the_summary_of_errors_leads_to_each_field():
    html = str(typed(title="", opinion=""))

    assert 'role="alert"' in html
    assert '<a href="#id_title">Titre</a>' in html
    assert '<a href="#id_opinion_0">Avis</a>' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html


def test_optional_is_said_and_required_is_the_rule():
    html = str(MeetingForm())

    assert html.count("(facultatif)") == 1
    assert " required" not in html
    assert 'aria-required="true"' in html


def test_choices_stand_in_a_group_with_a_name():
    html = str(MeetingForm()["opinion"].as_field_group())

    assert "<fieldset" in html
    assert "<legend" in html


def picture():
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.png", picture(), None),
        ("plan.pdf", picture(), "content"),
        ("page.html", b"<html></html>", "kind"),
        ("plan.png", b"<svg onload=alert(1)>", "content"),
        ("plan.png", picture() + b"0" * 2_000_000, "heavy"),
    ],
)
def test_a_file_is_judged_by_its_name_its_content_and_its_weight(name, content, code):
    field = LimitedFileField(kinds=("pdf", "png"), megabytes=1)

    try:
        field.clean(SimpleUploadedFile(name, content))
        found = None
    except forms.ValidationError as error:
        found = error.code

    assert found == code
    assert "1\u00a0Mo au plus" in field.help_text
