// For a CDN in front of object storage, which knows files but no folders: an address that ends in «/» is the file
// index.html in it, and one without a slash or a file's ending gets the slash. As a CloudFront Function, at viewer
// request; other CDNs have the same under other names.
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last === "") {
    request.uri += "index.html";
  } else if (last.indexOf(".") < 0) {
    return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: request.uri + "/" } } };
  }
  return request;
}
