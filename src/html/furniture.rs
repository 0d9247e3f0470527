//! The ids and classes by which the parts of a page are known that are no charter: what consent
//! tools put over a page, and what a page has round its text. They are names that programs give, not
//! words; each is compared whole, for an article about cookies may well have `cookie` in its class.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tags::Tag;

/// What a part of a page is. What is known by several names is the last of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Anything.
    Content,
    /// What is hidden until a reader opens it.
    Panel,
    /// What stands round the text on every page of a site.
    Furniture,
    /// The dialog of a consent tool.
    Consent,
    /// The declaration of a consent tool, which is a charter.
    Declaration,
}

/// Ids and classes that consent tools give to their dialogs: `OneTrust`, Cookiebot, tarteaucitron, Axeptio,
/// Didomi, Complianz, Usercentrics, Quantcast, Sourcepoint, `TrustArc`, Sirdata, consentmanager, Klaro,
/// iubenda, `CookieYes`, Osano, Borlabs, Termly, Civic, Orejime, `CookieFirst`, Cookie Script, Silktide,
/// Commanders Act, `HubSpot`, and what plug-ins of content systems call theirs.
const CONSENT: &str = "\
    onetrust-consent-sdk onetrust-banner-sdk onetrust-pc-sdk optanon optanon-popup-wrapper \
    ot-sdk-btn-floating ot-floating-button cybotcookiebotdialog cookiebanner cookiebotwidget \
    cybotcookiebotdialogbodyunderlay tarteaucitronroot tarteaucitronalertbig \
    tarteaucitronalertsmall tarteaucitronclosealert axeptio_overlay axeptio_main_button \
    axeptio_mount axeptio_widget didomi-host didomi-popup didomi-notice didomi-consent-popup \
    cmplz-cookiebanner-container cmplz-cookiebanner cmplz-manage-consent usercentrics-root \
    usercentrics-cmp-ui uc-center-container uc-main-banner qc-cmp2-container qc-cmp2-ui \
    qc-cmp-ui-container sp_message_container truste-consent-track trustarc-banner-overlay \
    truste_overlay truste_box_overlay consent_blackbar sd-cmp cmpbox cmpbox2 cmpwrapper klaro \
    cookie-modal iubenda-cs-banner cky-consent-container cky-modal cky-consent \
    cookie-law-info-bar clisettingspopup wt-cli-cookie-bar-container osano-cm-window \
    osano-cm-dialog osano-cm-info-dialog borlabscookiebox borlabscookie cookieboxwrap \
    real-cookie-banner termly-code-snippet-support termly-consent-banner ccc ccc-module \
    ccc-overlay orejime orejime-app cookiefirst-root cookiefirst-banner cookiescript_injected \
    cookiescript_injected_wrapper cookiescript_badge silktide-wrapper silktide-modal \
    moove_gdpr_cookie_info_bar moove_gdpr_cookie_modal gdpr-cookie-message cookie-notice \
    cookienotice cc-window cc-banner cc-revoke cc--main cc_div cm--main s-cmp cookieconsent \
    cookie-consent cookie-banner cookie_banner cookie-bar cookiebar cookie-popup cookie-alert \
    cookie-overlay cookie-consent-banner cookie-consent-modal cookie-settings-modal \
    cookieconsentbanner eu-cookie-law sliding-popup eu-cookie-compliance-banner \
    cookies-eu-banner js-cookie-consent gdpr-banner consent-banner consent-modal ch2-container \
    ch2-dialog cmp-banner_banner shopify-pc__banner pandectes-banner lcc-modal fc-consent-root \
    privacy-manager tc-privacy-wrapper popin_tc_privacy footer_tc_privacy hu-cookies-notice \
    hs-eu-cookie-confirmation";

/// Ids and classes that consent tools give to their declarations.
const DECLARATION: &str = "\
    cookiedeclaration cookiedeclarationcontent ot-sdk-cookie-policy ot-sdk-cookie-policy-v2 \
    optanon-cookie-policy cookie-declaration cmplz-document cookie-policy-table \
    cky-cookie-audit-table cookielawinfo-row-cat-table cookie_policy uc-embed \
    cc-cookie-declaration cookiereport cookie-report cookiefirst-policy-page \
    cookiefirst-cookies-table termly-cookie-table borlabs-cookie-table iub_content \
    iub-pp-container";

/// Ids and classes of what stands round the text.
const FURNITURE: &str = "\
    breadcrumb breadcrumbs navbar navigation site-header site-footer site-navigation \
    main-navigation skip-link skip-links skiplink skiplinks skip-to-content sidebar offcanvas \
    off-canvas mobile-menu main-menu menu-container megamenu social-share share-buttons \
    sharedaddy sr-only visually-hidden screen-reader-text visuallyhidden fr-skiplinks fr-header \
    fr-footer fr-breadcrumb fr-sidemenu language-switcher back-to-top";

/// Parts of class names of what is hidden until a reader opens it.
const PANEL: &str = "\
    accordion collaps panel tab-pane tab-content tabs-content toggle expand spoiler \
    dropdown-content details faq";

/// What each id and class is known for.
static PARTS: LazyLock<HashMap<&str, Part>> = LazyLock::new(|| {
    [(FURNITURE, Part::Furniture), (CONSENT, Part::Consent), (DECLARATION, Part::Declaration)]
        .into_iter()
        .flat_map(|(names, part)| names.split_whitespace().map(move |name| (name, part)))
        .collect()
});

/// What a part of a page is that has this id.
pub(super) fn of_id(id: &str) -> Part {
    of_token(&id.trim().to_ascii_lowercase())
}

/// What a part of a page is that has this class.
pub(super) fn of_class(class: &str) -> Part {
    let class = class.to_ascii_lowercase();
    match of_token(&class) {
        Part::Content if PANEL.split_whitespace().any(|part| class.contains(part)) => Part::Panel,
        part => part,
    }
}

fn of_token(token: &str) -> Part {
    PARTS.get(token).copied().unwrap_or(Part::Content)
}

/// What a plain element is that has this class. Some editors write tables of them, and Complianz terms.
pub(super) fn tag_of_class(class: &str) -> Option<Tag> {
    Some(match class {
        "divTable" => Tag::Table,
        "divTableBody" => Tag::Rows,
        "divTableHeading" => Tag::Head,
        "divTableRow" => Tag::Row,
        "divTableCell" => Tag::Cell,
        "divTableHead" => Tag::Label,
        "name-header" | "retention-header" | "function-header" => Tag::Term,
        _ => return None,
    })
}
