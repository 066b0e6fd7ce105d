build {
  sources = [
    "source.amazon-ebs.al2023",
    "source.amazon-ebs.debian12",
    "source.null.machine",
  ]

  provisioner "shell" {
    inline = ["umask 077 && mkdir -p /tmp/muster-image"]
  }

  provisioner "file" {
    source      = "${var.dist}/agent/"
    destination = "/tmp/muster-image"
  }

  provisioner "file" {
    source      = "${local.files}/"
    destination = "/tmp/muster-image"
  }

  provisioner "file" {
    source      = local.join_data
    destination = "/tmp/muster-image/agent.json"
  }

  provisioner "shell" {
    execute_command = "chmod +x {{ .Path }} && { command -v sudo >/dev/null || sudo() { \"$@\"; }; sudo env {{ .Vars }} {{ .Path }}; }"
    scripts = [
      "${local.files}/prepare.sh",
      "${local.files}/start-baking.sh",
    ]
  }

  provisioner "shell-local" {
    environment_vars = ["BAKED=${var.baked}"]
    script           = "${local.files}/await-baking.sh"
  }

  provisioner "shell" {
    execute_command  = "chmod +x {{ .Path }} && { command -v sudo >/dev/null || sudo() { \"$@\"; }; sudo env {{ .Vars }} {{ .Path }}; }"
    environment_vars = ["IMAGE_NAME=${var.name}"]
    script           = "${local.files}/end-baking.sh"
  }

  provisioner "file" {
    direction   = "download"
    source      = "/usr/lib/muster/image.json"
    destination = "${var.name}-${source.name}.image.json"
  }

  # The last: it removes the key that lets Packer in.
  provisioner "shell" {
    execute_command = "chmod +x {{ .Path }} && { command -v sudo >/dev/null || sudo() { \"$@\"; }; sudo env {{ .Vars }} {{ .Path }}; }"
    script          = "${local.files}/clean.sh"
  }

  post-processor "manifest" {
    output     = "${var.name}.packer.json"
    strip_path = true
  }
}
