"""What the plan holds about one person: what they said as a reader of its versions."""

from plans.models import Amendment, ClauseDraft, LastRead, Opinion, Proposal, Remark, VisaAnswer


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR."""
    remarks = Remark.objects.filter(author=person).select_related("version", "clause")
    opinions = Opinion.objects.filter(author=person).select_related("version")
    amendments = (
        Amendment.objects.filter(author=person).select_related("version").prefetch_related("rewordings__clause")
    )
    drafts = ClauseDraft.objects.filter(person=person).select_related("clause").order_by("clause__reference")
    proposals = Proposal.objects.filter(author=person).select_related("group", "clause", "parent").order_by("pk")
    visas = VisaAnswer.objects.filter(by=person).select_related("visa__clause", "visa__department")
    return {
        "brouillons_de_clauses": [
            {"clause": draft.clause.reference, "le": draft.kept_at, "titre": draft.title, "texte": draft.text}
            for draft in drafts
        ],
        "propositions": [
            {
                "groupe": proposal.group.name,
                "clause": proposal.place.reference,
                "etat": proposal.get_status_display(),
                "propose_le": proposal.proposed_at,
                "qualite": proposal.capacity,
                "titre": proposal.title,
                "texte": proposal.text,
                "motif": proposal.reason,
                "reponse": proposal.answer,
            }
            for proposal in proposals
        ],
        "visas": [
            {
                "clause": answer.visa.clause.reference,
                "direction": answer.visa.department.name,
                "le": answer.at,
                "visa": answer.get_kind_display(),
                "reserve": answer.text,
            }
            for answer in visas
        ],
        "amendements": [
            {
                "reference": amendment.reference or "",
                "version": amendment.version.number,
                "depose_le": amendment.filed_at,
                "qualite": amendment.capacity,
                "motifs": amendment.reasons,
                "etat": amendment.get_status_display(),
                "textes": {one.clause.reference: one.text for one in amendment.rewordings.all()},
            }
            for amendment in amendments
        ],
        "dernieres_lectures": [
            {"plan": mark.plan.title, "version": mark.version.number, "le": mark.at}
            for mark in LastRead.objects.filter(person=person).select_related("plan", "version").order_by("pk")
        ],
        "remarques": [
            {
                "version": remark.version.number,
                "clause": remark.clause.reference,
                "le": remark.created_at,
                "qualite": remark.capacity,
                "mots_vises": remark.quoted,
                "texte": remark.text,
                "reponse": remark.answer,
            }
            for remark in remarks
        ],
        "avis": [
            {
                "version": opinion.version.number,
                "le": opinion.filed_at,
                "qualite": opinion.capacity,
                "avis": opinion.get_kind_display(),
                "reserves": opinion.text,
            }
            for opinion in opinions
        ],
    }
