from django.urls import path, register_converter

from plans.views import (
    adoption,
    compare,
    documents,
    drafting,
    home,
    reading,
    replies,
    review_desk,
    sheet,
    todo,
    versions_work,
)

app_name = "plans"
register_converter(compare.TwoVersions, "two_versions")
urlpatterns = [
    # Public: the home page, the plan as a book, its versions
    path("", home.home, name="home"),
    path("contributions/par-commune/", home.by_municipality, name="by-municipality"),
    path("plan/", reading.plan, name="plan"),
    path("plan/versions/", reading.versions, name="versions"),
    path("plan/versions/<int:number>/", reading.version, name="version"),
    path("plan/versions/<int:number>/verifier/", reading.verify, name="verify"),
    path("plan/versions/<two_versions:numbers>/", compare.compare, name="compare"),
    path("plan/versions/<int:number>/plan.json", documents.plan_json, name="plan-json"),
    path("plan/versions/<int:number>/plan.pdf", documents.plan_pdf, name="plan-pdf"),
    path("plan/<str:reference>/", reading.clause, name="clause"),
    # Review: elected officials read, remark, give their opinion
    path("relecture/", review_desk.reviews, name="reviews"),
    path("relecture/<int:number>/", review_desk.review, name="review"),
    path("relecture/<int:number>/avis/", review_desk.opinion, name="opinion"),
    path("relecture/<int:number>/<str:reference>/", review_desk.review_clause, name="review-clause"),
    path("relecture/<int:number>/<str:reference>/lue/", review_desk.review_read, name="review-read"),
    path("relecture/<int:number>/<str:reference>/remarquer/", review_desk.leave_remark, name="leave-remark"),
    # Work: the ESS team's desks
    path("travail/", todo.todo_list, name="todo"),
    path("travail/plan/", versions_work.plan_frame, name="plan-frame"),
    path("travail/redaction/", drafting.drafting, name="drafting"),
    path("travail/redaction/nouvelle/", drafting.add_clause, name="add-clause"),
    path("travail/redaction/<str:reference>/", drafting.clause, name="drafting-clause"),
    path("travail/redaction/<str:reference>/fiche/", sheet.sheet, name="sheet"),
    path("travail/redaction/<str:reference>/histoire/", drafting.clause_history, name="clause-history"),
    path("travail/redaction/<str:reference>/citer/", drafting.cite, name="cite"),
    path("travail/redaction/<str:reference>/sources/<int:pk>/retirer/", drafting.uncite, name="uncite"),
    path("travail/redaction/<str:reference>/deplacer/", drafting.move_clause, name="move-clause"),
    path("travail/redaction/<str:reference>/retirer/", drafting.close_clause, name="close-clause"),
    path("travail/reponses/", replies.replies, name="replies"),
    path("travail/reponses/publier/", replies.publish_replies, name="publish-replies"),
    path("travail/reponses/<str:reference>/", replies.reply, name="reply"),
    path("travail/deliberations/", adoption.deliberations, name="deliberations"),
    path("travail/deliberations/<int:pk>/formalites/", adoption.formalities, name="formalities"),
    path("travail/versions/", versions_work.versions, name="versions-work"),
    path("travail/versions/geler/", versions_work.freeze, name="freeze"),
    path("travail/versions/<int:number>/", versions_work.version_desk, name="version-desk"),
    path("travail/versions/<int:number>/soumettre/", versions_work.submit, name="submit"),
    path("travail/versions/<int:number>/clore-la-relecture/", versions_work.close_review, name="close-review"),
    path("travail/versions/<int:number>/conseil/", versions_work.send_to_council, name="send-to-council"),
    path("travail/versions/<int:number>/deliberation/", adoption.deliberation, name="deliberation"),
    path("travail/versions/<int:number>/remarques/<int:pk>/", versions_work.answer_remark, name="answer-remark"),
]
