"""The units' front end. Every address asks who is there; none names a person."""

from django.urls import path

from .access import for_units, private
from .bulk.views import BulkView, UploadView, bulk_corrected, bulk_template, own_list
from .views.carrying import carry
from .views.consent import ConsentStep
from .views.endorsement import EndorseView
from .views.evidence import EvidenceStep
from .views.evidence_files import evidence_file, evidence_preview, evidence_thumbnail, remove, upload
from .views.home import home, new_nomination
from .views.mail import mail
from .views.places import places
from .views.remarks import RemarksView
from .views.steps import AwardsStep, CandidateStep, CaseStep
from .views.submission import CheckView, nomination, recall, receipt, withdraw

app_name = "workspace"


def at(steps: str) -> str:
    return f"nominations/<slug:reference>/{steps}"


urlpatterns = [
    path("", for_units(home), name="home"),
    path("mail/", for_units(mail), name="mail"),
    path("places/", for_units(places), name="places"),
    path("campaigns/<int:campaign_id>/new/", for_units(new_nomination), name="new"),
    path("nominations.xlsx", for_units(own_list), name="list"),
    path("campaigns/<int:campaign_id>/bulk/", for_units(BulkView.as_view()), name="bulk"),
    path("campaigns/<int:campaign_id>/bulk/template.xlsx", for_units(bulk_template), name="bulk-template"),
    path("bulk/<uuid:key>/", for_units(UploadView.as_view()), name="bulk-upload"),
    path("bulk/<uuid:key>/to-correct.xlsx", for_units(bulk_corrected), name="bulk-corrected"),
    path(at(""), for_units(nomination), name="nomination"),
    path(at("candidate/"), for_units(CandidateStep.as_view()), name="candidate"),
    path(at("case/"), for_units(CaseStep.as_view()), name="case"),
    path(at("awards/"), for_units(AwardsStep.as_view()), name="awards"),
    path(at("evidence/"), for_units(EvidenceStep.as_view()), name="evidence"),
    path(at("evidence/upload/"), for_units(upload), name="evidence-upload"),
    path(at("evidence/<int:evidence_id>/remove/"), for_units(remove), name="evidence-remove"),
    path(at("consent/"), for_units(ConsentStep.as_view()), name="consent"),
    path(at("check/"), for_units(CheckView.as_view()), name="check"),
    path(at("remarks/"), for_units(RemarksView.as_view()), name="remarks"),
    path(at("receipt/"), for_units(receipt), name="receipt"),
    path(at("withdraw/"), for_units(withdraw), name="withdraw"),
    path(at("recall/"), for_units(recall), name="recall"),
    path(at("endorse/"), for_units(EndorseView.as_view()), name="endorse"),
    path(at("carry/"), for_units(carry), name="carry"),
    # Reviewers have no unit: the view itself asks who may read the nomination.
    path(at("evidence/<int:evidence_id>/"), private(evidence_file), name="evidence-file"),
    path(at("evidence/<int:evidence_id>/preview/"), private(evidence_preview), name="evidence-preview"),
    path(at("evidence/<int:evidence_id>/small/"), private(evidence_thumbnail), name="evidence-thumbnail"),
]
