"""The columns that each raw extract must have, as the vendors name them."""

COLUMNS = {
    "web/calls": """messageId type anonymousId userId event name properties traits context
        originalTimestamp sentAt receivedAt timestamp""",
    "app/events": """uuid device_id user_id event_type event_properties user_properties push_token
        platform version_name language event_time server_upload_time""",
    "shop/accounts": """account_id email phone first_name last_name gender birth_date postcode city
        country language newsletter_optin status created_at updated_at""",
    "shop/orders": """order_id account_id buyer_email buyer_phone buyer_first_name buyer_last_name
        buyer_postcode recipient_email recipient_phone recipient_first_name recipient_last_name
        recipient_postcode is_gift anonymous_id mobile_id order_channel status currency
        items_amount discount_amount shipping_amount total_amount coupon_code ordered_at
        updated_at""",
    "shop/order_lines": """order_id line_no sku quantity unit_price_amount discount_amount
        line_amount""",
    "shop/carts": "cart_id account_id anonymous_id mobile_id status items created_at updated_at",
    "shop/products": """sku product_id name brand category colour size price currency
        stock_quantity updated_at""",
    "store/tickets": """ticket_id store_id till_id loyalty_card_number ereceipt_email sold_at
        total_amount discount_amount currency payment_method""",
    "store/ticket_lines": "ticket_id line_no sku quantity unit_price discount_amount line_amount",
    "store/stores": "store_id name postcode city region latitude longitude opened_on",
    "loyalty/members": """card_number title first_name last_name birth_date email phone
        address_line postcode city csp family_situation children_count tier points status
        joined_at updated_at""",
    "social/logins": """login_event_id provider subject email email_verified given_name
        family_name account_id profile occurred_at""",
    "email/events": """event_id event_type recipient_email campaign_id variant message_id
        click_token url is_machine_open bounce_type event_time""",
    "email/campaigns": "campaign_id name subject kind category started_at",
    "survey/responses": """response_id survey_id question_id status answer_value answer_json
        channel context_page account_id email loyalty_card_number anonymous_id asked_at
        answered_at consent_personalisation""",
    "survey/reviews": """review_id account_id email sku rating title comment sentiment
        created_at""",
    "survey/nps": "nps_id account_id email score comment answered_at",
    "support/contacts": """contact_id channel account_id email phone topic status satisfaction
        mood order_id transcript opened_at closed_at""",
    "consent/events": """consent_event_id subject_type subject_id purpose channel decision source
        text_version proof decided_at""",
    "privacy/requests": """request_id request_type identifier_type identifier_value purpose
        payload status requested_at""",
    "enrichment/postcodes": """postcode provider region urban_class median_income_band
        average_household_size confidence provided_on latitude longitude""",
    "stewardship/decisions": """decision_id decision left_type left_value right_type right_value
        reason decided_by is_withdrawn decided_at""",
}
