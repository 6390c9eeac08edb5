{# The common word for an event of the e-commerce vocabulary that web and app tracking share
   (Segment's e-commerce specification and the app's own life-cycle events). #}
{% macro event_name(track_name) -%}
    case {{ track_name }}
        when 'Product Viewed' then 'product_viewed'
        when 'Product Added' then 'product_added'
        when 'Product Added to Wishlist' then 'wishlist_added'
        when 'Products Searched' then 'product_searched'
        when 'Cart Viewed' then 'cart_viewed'
        when 'Order Completed' then 'order_completed'
        when 'Store Locator Used' then 'store_located'
        when 'Size Guide Viewed' then 'size_guide_viewed'
        when 'Signed In' then 'signed_in'
        when 'Signed Out' then 'signed_out'
        when 'App Opened' then 'app_opened'
        when 'Push Opened' then 'push_opened'
        else 'other'
    end
{%- endmacro %}
